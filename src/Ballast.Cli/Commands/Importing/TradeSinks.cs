using System.Diagnostics;
using System.Text.Json;
using Ballast.Cli.Client;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Lots;
using Ballast.Server.Features.Lots;
using Ballast.Server.Wire;

namespace Ballast.Cli.Commands.Importing;

/// <summary>The two places where past trades are kept.</summary>
internal static class TradeSinks
{
    private const string Actor = "cli";

    /// <summary>A running server.</summary>
    public static async Task<SinkOpening> OfAsync(
        ServerClient client, AccountId account, CancellationToken cancellation)
    {
        string address = $"api/v1/accounts/{account}/trades";
        return await client.GetAsync(address, cancellation).ConfigureAwait(false) switch
        {
            ServerReply.Unreachable silent =>
                new SinkOpening.Refused(silent.Cause, "check --url, or leave it out to use the data directory"),
            ServerReply.Refused refused => new SinkOpening.Refused(refused.Detail, "see 'ballast status' for accounts"),
            ServerReply.Done { Document: var known } => new SinkOpening.Opened(new TradeSink(
                known.Deserialize<KnownTradesReply>(WireJson.Options)!,
                wish => HandInAsync(client, address, wish, cancellation),
                wish => TakeBackAsync(client, address, wish, cancellation))),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The journal, where no server runs.</summary>
    public static TradeSink Of(PortfolioEngine engine, AccountId account, CancellationToken cancellation) => new(
        KnownTradesReply.Of(engine, account),
        async wish =>
        {
            TradeHistory before = engine.TradesOf(account);
            return await wish.HandInAsync(engine, account, Actor, cancellation).ConfigureAwait(false) switch
            {
                ImportOutcome.Imported done => new HandedIn.Taken(ImportReply.Of(done, wish, before)),
                ImportOutcome.Refused refused => new HandedIn.Refused(refused.Why.Sentence),
                _ => throw new UnreachableException(),
            };
        },
        async wish => await wish.RetractAsync(engine, account, Actor, cancellation).ConfigureAwait(false)
            switch
            {
                RetractOutcome.Retracted done => new TakenBack.Done(RetractionReply.Of(done)),
                RetractOutcome.Refused refused => new TakenBack.Refused(refused.Why.Sentence),
                _ => throw new UnreachableException(),
            });

    private static async Task<TakenBack> TakeBackAsync(
        ServerClient client, string address, RetractionWish wish, CancellationToken cancellation) =>
        await client.PostAsync($"{address}/retractions", wish, cancellation).ConfigureAwait(false) switch
        {
            ServerReply.Unreachable silent => new TakenBack.Refused(silent.Cause),
            ServerReply.Refused refused => new TakenBack.Refused(refused.Detail),
            ServerReply.Done { Document: var reply } =>
                new TakenBack.Done(reply.Deserialize<RetractionReply>(WireJson.Options)!),
            _ => throw new UnreachableException(),
        };

    private static async Task<HandedIn> HandInAsync(
        ServerClient client, string address, TradesWish wish, CancellationToken cancellation) =>
        await client.PostAsync(address, wish, cancellation).ConfigureAwait(false) switch
        {
            ServerReply.Unreachable silent => new HandedIn.Refused(silent.Cause),
            ServerReply.Refused refused => new HandedIn.Refused(refused.Detail),
            ServerReply.Done { Document: var reply } =>
                new HandedIn.Taken(reply.Deserialize<ImportReply>(WireJson.Options)!),
            _ => throw new UnreachableException(),
        };
}
