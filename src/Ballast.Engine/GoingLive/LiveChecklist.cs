using System.Collections.Immutable;
using Ballast.Core;

namespace Ballast.Engine.GoingLive;

/// <summary>What stands between a portfolio and real money.</summary>
/// <param name="Checks">Empty where its accounts hold paper money alone.</param>
public sealed record LiveChecklist(ImmutableArray<LiveCheck> Checks)
{
    /// <summary>Nothing to check: no account of real money is named.</summary>
    public static LiveChecklist NotNeeded { get; } = new([]);

    /// <summary>The first that is not met, as a reason; <see langword="null"/> where real money may be
    /// traded.</summary>
    public Reason? Objection => Checks.FirstOrDefault(check => check.State == LiveCheckState.Missing) is { } missing
        ? new Reason(missing.Code, $"mode live is not open: {missing.Finding}; {missing.Cure}")
        : null;
}
