namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>across</c>.</summary>
internal static class AcrossTable
{
    private static readonly Kind<DownAccount> WhenDown = new ChoiceKind<DownAccount>(
        (DownAccount.Pause, "pause"), (DownAccount.Count, "count"));

    /// <summary>How several accounts are kept together.</summary>
    public static Block<AcrossPolicy> Across { get; } = new(
        new AcrossPolicy(),
        new Binding<AcrossPolicy, DownAccount>(WhenDown, (across, down) => across with { WhenDown = down })
            .Always(
                "whenDown",
                "While one of several accounts does not answer: pause plans nothing at all, count goes on at the "
                + "others and counts what it held when ledger and venue last agreed.",
                across => across.WhenDown));
}
