using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Services;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>
/// An exchange with BTC at 50,000, ETH at 2,500 and SOL at 100 USDC, books of 2 bp spread, and two agents: <c>demo</c>
/// with the key <c>paper</c> and <c>other</c> with <c>other-key</c>.
/// </summary>
internal sealed class FleaRig : IDisposable
{
    public const string Agent = "demo";

    private static readonly Asset Usdc = new("USDC");

    private readonly PurpleFleaFace face;

    public FleaRig()
        : this(new MemoryExchangeStore(), new ManualClock())
    {
    }

    public FleaRig(IExchangeStore store, ManualClock clock)
    {
        Clock = clock;
        Market = new ScriptedMarket(
            PaperInstruments.Of(new Asset("BTC"), Usdc, 50_000m, 50_000m),
            PaperInstruments.Of(new Asset("ETH"), Usdc, 2_500m, 2_500m),
            PaperInstruments.Of(new Asset("SOL"), Usdc, 100m, 100m));
        Market.Set("BTCUSDC", Now, 50_000m);
        Market.Set("ETHUSDC", Now, 2_500m);
        Market.Set("SOLUSDC", Now, 100m);
        var options = new PaperVenueOptions
        {
            Accounts =
                [PaperAccount.Demo, PaperAccount.Demo with { Name = "other", ApiKey = "other-key", Secret = "s" }],
            Depth = new DepthShape { SpreadBps = 2m },
            Seed = 7,
        };
        Venue = new PaperVenue(options, Market, store, Clock);
        face = new PurpleFleaFace(Venue, Clock);
    }

    public ManualClock Clock { get; }

    public ScriptedMarket Market { get; }

    public PaperVenue Venue { get; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public AgentAccount Account => Venue.Agents.Account(Agent);

    public void Dispose() => Venue.Dispose();

    public FleaReply Get(string path) => Ask("GET", path, "", "Bearer paper");

    public FleaReply Post(string path, string body) => Ask("POST", path, body, "Bearer paper");

    public FleaReply Delete(string path) => Ask("DELETE", path, "", "Bearer paper");

    public FleaReply Ask(string method, string path, string body, string authorization)
    {
        string[] parts = path.Split('?', 2);
        var request = new FaceRequest(
            method, PurpleFleaFace.Prefix + parts[0], parts.Length > 1 ? parts[1] : "", body, "")
        {
            Authorization = authorization,
        };
        FaceAnswer answer = face.HandleAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        FaceAnswer.Reply reply = answer.ShouldBeOfType<FaceAnswer.Reply>();
        return new FleaReply(reply.Status, JsonDocument.Parse(reply.Body).RootElement);
    }

    /// <summary>A new price a second later.</summary>
    public void Move(string symbol, decimal price)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Set(symbol, Now, price);
        Venue.Advance();
    }

    public decimal Balance(string service) => Get("/agents/demo/portfolio").Number($"{service}_balance");

    public FleaReply Order(string market, string side, decimal notional, decimal leverage) => Post(
        "/trading/order",
        FormattableString.Invariant(
            $$"""
            {"agent_id":"demo","market":"{{market}}","side":"{{side}}","notional_usdc":{{notional}},
             "leverage":{{leverage}},"order_type":"market"}
            """));

    /// <summary>Each holding against the sum of its lines in the log, and the margin against the same.</summary>
    public void ShouldBalance()
    {
        AgentRecords record = Venue.Record().Agents;
        foreach (AgentAccount account in record.Accounts)
        {
            AgentEntry[] lines = [.. record.Entries.Where(entry => entry.Agent == account.Name)];
            foreach ((string holding, decimal units) in account.Holdings)
            {
                lines.Where(line => $"{line.Service}/{line.Asset}" == holding).Sum(line => line.Amount)
                    .ShouldBe(units, $"{account.Name} {holding}");
                units.ShouldBeGreaterThanOrEqualTo(0m, $"{account.Name} {holding}");
            }

            decimal margin = account.Positions.Sum(position => position.Margin)
                + account.Orders.Sum(order => order.Reserved);
            (-lines.Where(line => line.Kind == AgentEntryKind.Margin).Sum(line => line.Amount)).ShouldBe(margin);
            lines.Where(line => line.Kind == AgentEntryKind.Movement).Sum(line => line.Amount).ShouldBe(0m);
        }
    }
}

/// <summary>An answer of the face.</summary>
internal sealed record FleaReply(int Status, JsonElement Body)
{
    public decimal Number(string name) => Body.GetProperty(name).GetDecimal();

    public string? Text(string name) => Body.GetProperty(name).GetString();

    public string[] Names => [.. Body.EnumerateObject().Select(property => property.Name)];
}
