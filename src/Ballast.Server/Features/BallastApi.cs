using Ballast.Server.Features.Events;
using Ballast.Server.Features.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Ballast.Server.Features;

/// <summary>The list of features; each maps its own endpoints.</summary>
internal static class BallastApi
{
    /// <summary>Maps everything.</summary>
    public static void MapBallast(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        JournalEndpoints.Map(api);
        EventEndpoints.Map(api);
    }
}
