using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Installations;
using Ballast.Server.Notify;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.GoingLive;

/// <summary>The steps to real money: each writes its evidence into the journal.</summary>
internal static class GoingLiveEndpoints
{
    /// <summary>Maps <c>/accounts/{id}/inspections</c>, <c>/notices/tests</c> and
    /// <c>/portfolios/{id}/trial-waivers</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/accounts/{id}/inspections", InspectAsync).WithName("inspectAccount").WithTags("Going live")
            .WithSummary("Looks at an account's key, permissions, clock and client ids; places nothing.")
            .Refuses(404).Writes();
        api.MapPost("/notices/tests", TestNoticesAsync).WithName("testNotices").WithTags("Going live")
            .WithSummary("Sends a test message over every channel.")
            .Refuses(409).Writes();
        api.MapPost("/portfolios/{id}/trial-waivers", WaiveAsync).WithName("waiveTrial").WithTags("Going live")
            .WithSummary("Takes a person's typed word that the portfolio's rules need no trial.")
            .TakesBody().Refuses(404, 409).Writes();
    }

    private static async Task<Results<Ok<InspectionItem>, ProblemHttpResult>> InspectAsync(
        PortfolioEngine engine, string id, CancellationToken cancellation) =>
        AccountId.IsValid(id)
            && await engine.InspectAccountAsync(new AccountId(id), "api", cancellation) is { } proof
            ? TypedResults.Ok(new InspectionItem(new AccountId(id), proof.At, proof.Proven, proof.Faults))
            : Problem.NotFound("no-such-account", $"there is no account '{id}'");

    private static async Task<Results<Ok<Listing<ChannelTest>>, ProblemHttpResult>> TestNoticesAsync(
        PortfolioEngine engine, Installation installation, CancellationToken cancellation)
    {
        switch (await NoticeTest.SendAsync(installation.DataDirectory, installation.Real, cancellation))
        {
            case NoticeTestOutcome.Sent sent:
                if (sent.IsEverywhere)
                {
                    await engine.OwnerReachedAsync(
                        new JournalEvent.OwnerReached(sent.Reached, "api"),
                        cancellation);
                }

                return TypedResults.Ok(new Listing<ChannelTest>(sent.Channels));
            case NoticeTestOutcome.NotSent not:
                return Problem.Conflict("no-channel", $"{not.Cause}; {not.WayOut}");
            case NoticeTestOutcome.BadSettings bad:
                return Problem.Conflict("bad-settings", $"{bad.Cause}; {bad.WayOut}");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<Results<Ok<PortfolioItem>, ProblemHttpResult>> WaiveAsync(
        PortfolioEngine engine, string id, WaiverWish wish, CancellationToken cancellation)
    {
        PortfolioLookup lookup = PortfolioAddress.Find(engine, id);
        if (lookup is PortfolioLookup.Missing missing)
        {
            return missing.Problem;
        }

        PortfolioView view = ((PortfolioLookup.Found)lookup).View;
        JournalEvent.TrialWaived word = new(PolicyWriter.RulesHash(view.Policy), wish.Actor ?? "api", wish.Phrase);
        return await engine.WaiveTrialAsync(view.Id, word, cancellation) is ChangeOutcome.Refused refused
            ? Problem.Conflict(refused.Why)
            : TypedResults.Ok(PortfolioItem.Of(engine.Find(view.Id)!));
    }
}
