namespace Ballast.PaperExchange.Faults;

/// <summary>What can go wrong at or on the way to an exchange.</summary>
public enum FaultKind
{
    /// <summary>The request never arrives; the sender sees a timeout.</summary>
    RequestLost,

    /// <summary>Executed; the answer never comes.</summary>
    AnswerTimeout,

    /// <summary>Executed; the connection breaks before the answer.</summary>
    AnswerReset,

    /// <summary>
    /// Executed; the answer is HTTP 503 (or the status in <see cref="FaultRule.Number"/>) without a code.
    /// </summary>
    AnswerServerError,

    /// <summary>Executed; the answer is -1006.</summary>
    AnswerUnexpected,

    /// <summary>Executed; the answer is -1007.</summary>
    AnswerBackendTimeout,

    /// <summary>Executed; the answer cannot be read.</summary>
    AnswerGarbage,

    /// <summary>The sender sees a timeout; the request arrives <see cref="FaultRule.Seconds"/> later.</summary>
    Delayed,

    /// <summary>The transport delivers the POST twice; the sender sees the first answer.</summary>
    Duplicated,

    /// <summary>Executed at once; the answer comes <see cref="FaultRule.Seconds"/> later.</summary>
    LateAnswer,

    /// <summary>
    /// Refused with the code in <see cref="FaultRule.Number"/> and the message in <see cref="FaultRule.Text"/>.
    /// </summary>
    Reject,

    /// <summary>Lookups, lists and trades do not show what is younger than <see cref="FaultRule.Seconds"/>.</summary>
    LookupBlind,

    /// <summary>Balances are those of <see cref="FaultRule.Seconds"/> ago.</summary>
    StaleBalances,

    /// <summary>Transfers between customers come back, less the fee, when they should arrive.</summary>
    TransferReturned,

    /// <summary>Each level's fill comes in up to <see cref="FaultRule.Number"/> pieces.</summary>
    PartialFills,

    /// <summary>
    /// Part of the order (the fraction in <see cref="FaultRule.Number"/>) fills just before the cancel takes hold.
    /// </summary>
    FillDuringCancel,

    /// <summary>
    /// The rest of a cancelled order fills <see cref="FaultRule.Seconds"/> after the cancel was confirmed.
    /// </summary>
    LateFill,

    /// <summary>Fees are charged in the asset in <see cref="FaultRule.Text"/>, where it suffices.</summary>
    FeeAsset,

    /// <summary>Published prices and their times stand still.</summary>
    PriceStale,

    /// <summary>Published prices stand still while their times go on.</summary>
    PriceFrozen,

    /// <summary>Published prices are zero.</summary>
    PriceZero,

    /// <summary>Published prices are negative.</summary>
    PriceNegative,

    /// <summary>Published prices are multiplied by <see cref="FaultRule.Number"/>.</summary>
    PriceFactor,

    /// <summary>Published best bid and best ask change places.</summary>
    PriceCrossed,

    /// <summary>HTTP 429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>HTTP 418 with Retry-After.</summary>
    Banned,

    /// <summary>HTTP 403.</summary>
    Forbidden,

    /// <summary>The exchange's clock is off by <see cref="FaultRule.Seconds"/>.</summary>
    ClockOffset,

    /// <summary>The exchange's clock gains <see cref="FaultRule.Number"/> parts per million.</summary>
    ClockDrift,

    /// <summary>Every asset is listed, and none can be withdrawn.</summary>
    WithdrawalsSuspended,

    /// <summary>Nobody answers.</summary>
    Down,

    /// <summary>WebSocket connections stay open, pings go on, and no events come.</summary>
    StreamSilent,

    /// <summary>An event of a stream is lost.</summary>
    StreamGap,

    /// <summary>An event of a stream comes after the one that follows it.</summary>
    StreamReorder,

    /// <summary>An event of a stream comes twice.</summary>
    StreamDuplicate,
}
