using Ballast.Cli.Live;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Moving;

namespace Ballast.Cli.Tables;

/// <summary>A target that moves, in words.</summary>
internal static class MovingWords
{
    /// <summary>What it aims at and when it is worked out again.</summary>
    public static string Of(MovingTarget moving)
    {
        string aim = moving switch
        {
            { Regimes: { } regimes } =>
                $"calm: {Aim(regimes.Calm)}; stressed: {Aim(regimes.Stressed)}; {Switch(moving)}",
            { External: { } external } =>
                $"weights from {Source(external)}, {Limits(external)}",
            _ => Aim(moving.Aim),
        };
        string blend = moving.Blend == 1m ? "" : $", {Figures.Percent(moving.Blend)} of each new one";
        return $"{aim}; anew {When(moving.Reestimate)}{blend}, the last one held for "
            + $"{PolicyDuration.Text(moving.MaxAge)} where there is none";
    }

    private static string Aim(AimPolicy aim)
    {
        string reserve = aim.Fixed.IsEmpty
            ? ""
            : " beside " + string.Join(
                ", ", aim.Fixed.Select(pair => $"{pair.Key} {Figures.Percent(pair.Value.Value)}"));
        string scale = aim.ScaleToVolatility is { } most ? $", scaled down to {Figures.Percent(most)} volatility" : "";
        string chain = aim.Fallback.IsEmpty ? "" : $", else {string.Join(", ", aim.Fallback.Select(MethodNames.Of))}";
        return aim.Method is { } method
            ? $"{MethodNames.Of(method)} of {string.Join(", ", aim.Assets)}{reserve} from "
                + $"{PolicyDuration.Text(aim.Lookback)}{chain}{scale}"
            : string.Join(", ", aim.Weights.Select(pair => $"{pair.Key} {Figures.Percent(pair.Value.Value)}")) + scale;
    }

    private static string Switch(MovingTarget moving) => moving.Regimes!.Signal is { } signal
        ? $"stressed while {signal.Asset} has more than {Figures.Percent(signal.StressedAbove)} volatility, calm below "
            + Figures.Percent(signal.CalmBelow)
        : $"as {Source(moving.External!)} says, {Limits(moving.External!)}";

    private static string Limits(ExternalPolicy external) =>
        $"no older than {PolicyDuration.Text(external.MaxAge)}, moved by "
            + $"{Figures.Percent(external.MaxDailyMove.Value)} a day at most";

    private static string Source(ExternalPolicy external) => external.File ?? external.Url ?? "";

    private static string When(ReestimatePolicy? again) => again switch
    {
        { Every: { } every } => $"every {PolicyDuration.Text(every)}",
        { Cron: { } cron } => $"at '{cron}' in {again.TimeZone}",
        _ => "",
    };
}
