using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>band</c> and <c>volatilityBand</c>.</summary>
internal static class BandTable
{
    private static readonly Kind<decimal> Relative =
        PolicyKinds.Numbers(
            new Bounds(0m, 1m, "a fraction of the asset's target (20 % is 0.20)") { IsOpenBelow = true });

    private static readonly Kind<ImmutableSortedDictionary<Asset, Weight>> HalfWidths =
        new MapKind<Weight>(PolicyKinds.HalfWidth, 0, PolicyKinds.MostAssets);

    private static readonly Kind<VolatilityResponse> Response = new ChoiceKind<VolatilityResponse>(
        (VolatilityResponse.Tighten, "tighten"), (VolatilityResponse.Widen, "widen"));

    /// <summary>The plain band.</summary>
    public static Block<BandPolicy> Band { get; } = new(
        new BandPolicy(),
        new Binding<BandPolicy, decimal>(Relative, (band, part) => band with { Relative = part })
            .Sometimes(
                "relative",
                "Half-width as a fraction of the asset's target.",
                band => band.Relative is { } part ? [part] : []),
        new Binding<BandPolicy, Weight>(PolicyKinds.HalfWidth, (band, floor) => band with { Floor = floor })
            .Sometimes(
                "floor",
                "The smallest half-width that relative may give; also the half-width where the target is 0.",
                band => band.Floor is { } floor ? [floor] : []),
        new Binding<BandPolicy, Weight>(PolicyKinds.HalfWidth, (band, width) => band with { Absolute = width })
            .Sometimes(
                "absolute",
                "Half-width as a fraction of the portfolio; with relative too, the smaller of the two holds.",
                band => band.Absolute is { } width ? [width] : []),
        new Binding<BandPolicy, ImmutableSortedDictionary<Asset, Weight>>(
            HalfWidths, (band, widths) => band with { PerAsset = widths })
            .Always(
                "perAsset",
                "Half-widths of single assets, as fractions of the portfolio; these win.",
                band => band.PerAsset),
        new Binding<BandPolicy, Destination>(
            PolicyKinds.Destination, (band, destination) => band with { Destination = destination })
            .Always(
                "destination",
                "Where a breach is taken back to: the target, half-way into the band, or just inside its edge.",
                band => band.Destination));

    /// <summary>The band that follows volatility.</summary>
    public static Block<VolatilityBandPolicy> VolatilityBand { get; } = new(
        new VolatilityBandPolicy
        {
            Respond = VolatilityResponse.Tighten,
            Base = default,
            Min = default,
            Max = default,
            Window = 0,
        },
        new Binding<VolatilityBandPolicy, VolatilityResponse>(
            Response, (band, response) => band with { Respond = response })
            .Always(
                "respond",
                "tighten keeps the tracking error when markets are wild, widen trades less then.",
                band => band.Respond).Required(),
        new Binding<VolatilityBandPolicy, Weight>(PolicyKinds.HalfWidth, (band, width) => band with { Base = width })
            .Always("base", "Half-width without any volatility.", band => band.Base).Required(),
        new Binding<VolatilityBandPolicy, Weight>(PolicyKinds.HalfWidth, (band, width) => band with { Min = width })
            .Always("min", "Never narrower.", band => band.Min).Required(),
        new Binding<VolatilityBandPolicy, Weight>(PolicyKinds.HalfWidth, (band, width) => band with { Max = width })
            .Always("max", "Never wider.", band => band.Max).Required(),
        new Binding<VolatilityBandPolicy, int>(new WholeKind(2, 1000), (band, window) => band with { Window = window })
            .Always(
                "window", "How many of the portfolio's last returns are looked at.", band => band.Window).Required());
}
