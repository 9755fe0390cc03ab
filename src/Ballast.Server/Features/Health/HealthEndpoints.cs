using Ballast.Engine;
using Ballast.Engine.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features.Health;

/// <summary>Whether the process lives, and whether every portfolio is looked after.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void Map(IEndpointRouteBuilder root)
    {
        root.MapGet("/healthz", static () => TypedResults.Ok(new HealthReply("ok", [], Environment.ProcessId)))
            .WithName("health").WithTags("Health").WithSummary("The process answers.");
        root.MapGet("/readyz", Ready).WithName("ready").WithTags("Health")
            .WithSummary("Every portfolio has recovered and can be looked at; 503 with the reasons otherwise.");
    }

    private static Results<Ok<HealthReply>, JsonHttpResult<HealthReply>> Ready(PortfolioEngine engine)
    {
        string[] waiting = [.. engine.View.Portfolios
            .Where(view => view.Status is not PortfolioStatus.Halted
                && (view.Status is not PortfolioStatus.Running || view.StatusWhy is not null))
            .Select(view => $"{view.Id}: {view.StatusWhy?.Sentence ?? view.Status.ToString()}")];
        return waiting.Length == 0
            ? TypedResults.Ok(new HealthReply("ready", [], Environment.ProcessId))
            : TypedResults.Json(
                new HealthReply("not ready", waiting, Environment.ProcessId),
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
