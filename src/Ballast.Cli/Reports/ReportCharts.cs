using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;

namespace Ballast.Cli.Reports;

/// <summary>What the charts of a report draw, as the JSON that the page's script reads.</summary>
internal static class ReportCharts
{
    private const int ValueDigits = 7;
    private const int FractionDigits = 5;
    private const int TimeDigits = 15;

    // Not relaxed: what closes a script element is spelled in escapes.
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = false };

    /// <summary>The document.</summary>
    public static string Of(ReportInput input)
    {
        BacktestRun tested = input.Tested.Run;
        var thinning = new Thinning(tested.Instants.Length);
        var document = new JsonObject
        {
            ["quote"] = input.Request.Tested.Policy.Quote.Symbol,
            ["barsPerPoint"] = thinning.Share,
            ["times"] = Numbers(
                thinning.Positions().Select(bar => (double)tested.Instants[bar].ToUnixTimeSeconds()), TimeDigits),
            ["rows"] = new JsonArray([.. input.Results.Select(result => Row(result, thinning))]),
            ["weights"] = tested.Weights is { } weights ? Weights(weights, thinning) : new JsonArray(),
        };
        return document.ToJsonString(Form);
    }

    private static JsonObject Row(BacktestResult result, Thinning thinning)
    {
        double[] values = [.. result.Run.Values.Select(value => (double)value.Value)];
        double[] falls = BacktestSeries.DrawdownOf(result.Run);
        return new JsonObject
        {
            ["name"] = result.Name,
            ["role"] = result.Role.ToString().ToLowerInvariant(),
            ["values"] = Numbers(thinning.Of(bar => values[bar]), ValueDigits),
            ["drawdown"] = Numbers(thinning.Of(bar => falls[bar]), FractionDigits),
        };
    }

    private static JsonArray Weights(WeightTrack track, Thinning thinning) =>
    [
        .. track.Assets.Index().Select(asset => new JsonObject
        {
            ["asset"] = asset.Item.Symbol,
            ["target"] = Steps(track, thinning, step => step.Targets[asset.Index]),
            ["band"] = Steps(track, thinning, step => step.Bands[asset.Index]),
            ["values"] = Numbers(thinning.Of(bar => track.At(bar, asset.Index)), FractionDigits),
        }),
    ];

    // One number for all bars, or one for each point where the target moves.
    private static JsonNode Steps(WeightTrack track, Thinning thinning, Func<TargetStep, double> one) =>
        track.Steps.Length == 1
            ? Shortened(one(track.Steps[0]), FractionDigits)
            : Numbers(thinning.Positions().Select(bar => one(track.StepAt(bar))), FractionDigits);

    private static JsonArray Numbers(IEnumerable<double> values, int digits) =>
        [.. values.Select(value => Shortened(value, digits))];

    // A chart shows no more digits, and a page with all of them would be three times as long.
    private static JsonValue Shortened(double value, int digits) => JsonValue.Create(double.Parse(
        value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture));
}
