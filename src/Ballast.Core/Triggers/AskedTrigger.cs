using Ballast.Core.Decisions;
using Ballast.Core.Guards;

namespace Ballast.Core.Triggers;

/// <summary>Fires because somebody asked, or because it is the first purchase. Waits for nothing.</summary>
internal static class AskedTrigger
{
    internal static TriggerFinding Manual(TriggerView view) =>
        view.Fire(TriggerNames.Manual, Patience.None, "asked", () => "a person or an agent asked for it");

    internal static TriggerFinding Initial(TriggerView view) =>
        view.Fire(
            TriggerNames.Initial, Patience.None, "first-purchase", () => "the portfolio is bought for the first time");
}
