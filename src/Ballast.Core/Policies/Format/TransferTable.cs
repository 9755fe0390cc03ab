using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>transfers</c>.</summary>
internal static class TransferTable
{
    private static readonly Bounds Drifts = new(0m, 1000m, "in basis points a day");

    /// <summary>The block.</summary>
    public static Block<TransferPolicy> Transfers { get; } = new(
        new TransferPolicy(),
        new Binding<TransferPolicy, Money>(
            PolicyKinds.SomeMoney, (transfers, fee) => transfers with { FeeCeiling = fee })
            .Sometimes(
                "feeCeiling",
                "The highest fee that is paid at once, in the quote currency; a dearer transfer waits until its fee is "
                + "no higher, or until the deadline.",
                transfers => transfers.FeeCeiling is { } fee ? [fee] : []),
        new Binding<TransferPolicy, Duration>(
            new DurationKind(Duration.Zero, Duration.FromDays(366)), (transfers, time) =>
                transfers with { Deadline = time })
            .Always(
                "deadline",
                "How long a transfer waits for a lower fee before it is sent at any.",
                transfers => transfers.Deadline),
        new Binding<TransferPolicy, decimal>(
            PolicyKinds.Numbers(Drifts), (transfers, bps) => transfers with { DriftBpsPerDay = bps })
            .Always(
                "driftBpsPerDay",
                "What holding value out of place costs a day: the charge for time that a transfer is weighed with.",
                transfers => transfers.DriftBpsPerDay),
        new Binding<TransferPolicy, Duration>(
            new DurationKind(Duration.Zero, Duration.FromDays(366)), (transfers, time) =>
                transfers with { Horizon = time })
            .Always(
                "horizon",
                "How long what cannot be traded without a transfer is taken to stay out of place.",
                transfers => transfers.Horizon));
}
