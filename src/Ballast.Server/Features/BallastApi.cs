using Ballast.Server.Features.Events;
using Ballast.Server.Features.Exposures;
using Ballast.Server.Features.GoingLive;
using Ballast.Server.Features.Halts;
using Ballast.Server.Features.Health;
using Ballast.Server.Features.Journal;
using Ballast.Server.Features.Lots;
using Ballast.Server.Features.Markets;
using Ballast.Server.Features.Performance;
using Ballast.Server.Features.Plans;
using Ballast.Server.Features.Portfolios;
using Ballast.Server.Features.Prices;
using Ballast.Server.Features.Resolutions;
using Ballast.Server.Features.Runs;
using Ballast.Server.Features.Transfers;
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
        PortfolioEndpoints.Map(api);
        PlanEndpoints.Map(api);
        RunEndpoints.Map(api);
        TransferEndpoints.Map(api);
        PerformanceEndpoints.Map(api);
        JournalEndpoints.Map(api);
        HaltEndpoints.Map(api);
        ResolutionEndpoints.Map(api);
        PriceEndpoints.Map(api);
        GoingLiveEndpoints.Map(api);
        LotEndpoints.Map(api);
        MarketEndpoints.Map(api);
        ExposureEndpoints.Map(api);
        EventEndpoints.Map(api);
        HealthEndpoints.Map(app);
    }
}
