using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ballast.PaperExchange.Hosting;

/// <summary>Puts a <see cref="Wire"/> below each WebSocket; it stands before the framework's own handshake.</summary>
internal sealed class WireUpgrade(IHttpUpgradeFeature inner, IFeatureCollection features) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public static Task LayAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
        {
            context.Features.Set<IHttpUpgradeFeature>(new WireUpgrade(upgrade, context.Features));
        }

        return next(context);
    }

    /// <summary>The wire of an accepted WebSocket.</summary>
    public static Wire Of(HttpContext context) => context.Features.Get<Wire>()
        ?? throw new InvalidOperationException("no WebSocket has been accepted on this request");

    public async Task<Stream> UpgradeAsync()
    {
        var wire = new Wire(await inner.UpgradeAsync());
        features.Set(wire);
        return wire;
    }
}
