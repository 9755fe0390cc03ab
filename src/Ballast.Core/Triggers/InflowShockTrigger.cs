using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Triggers;

/// <summary>
/// Fires when one holding has gained at least a fraction of what the portfolio was worth at the last check. Deposits
/// and own trades are no gains: flows are booked into the remembered values, and a run makes the next check start
/// anew.
/// </summary>
internal static class InflowShockTrigger
{
    internal static TriggerFinding Look(TriggerView view, Weight fraction)
    {
        decimal before = view.Memory.LastValues.Values.Sum(value => value.Value);
        (Asset? asset, decimal gain) = LargestGain(view);
        if (asset is not null && before > 0m && gain >= fraction.Value * before)
        {
            return view.Fire(
                TriggerNames.InflowShock,
                Patience.Interval,
                "inflow-shock",
                () =>
                    $"{asset} gained {Phrase.Shorten(gain)} since the last check, "
                    + $"{Phrase.Percent(gain / before)} of the portfolio");
        }

        return view.IsOwed(TriggerNames.InflowShock)
            ? view.Fire(TriggerNames.InflowShock, Patience.Interval, "inflow-shock-owed",
                () => "an earlier large gain has not been served yet")
            : TriggerView.Quiet(
                TriggerNames.InflowShock, "no-inflow-shock", () =>
                    $"no holding gained {Phrase.Percent(fraction)} since the last check");
    }

    private static (Asset? Asset, decimal Gain) LargestGain(TriggerView view)
    {
        Asset? asset = null;
        decimal largest = 0m;
        foreach (Position position in view.Snapshot.Positions)
        {
            if (view.Memory.LastValues.TryGetValue(position.Asset, out Money before))
            {
                decimal gain = (position.Value - before).Value;
                (asset, largest) = gain > largest ? (position.Asset, gain) : (asset, largest);
            }
        }

        return (asset, largest);
    }
}
