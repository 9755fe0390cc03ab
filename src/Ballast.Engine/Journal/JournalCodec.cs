using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ballast.Core.Canonical;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>
/// Turns events into journal entries and back. Each kind has a stable name and a version; payloads of older versions
/// are upgraded while reading, so that a journal is never rewritten.
/// </summary>
public sealed class JournalCodec
{
    private static readonly JournalJson Json = JournalJson.Default;

    private static readonly Kind[] Kinds =
    [
        new("engine-started", 1, Json.EngineStarted),
        new("account-registered", 1, Json.AccountRegistered),
        new("portfolio-opened", 1, Json.PortfolioOpened),
        new("policy-changed", 1, Json.PolicyChanged),
        new("portfolio-removed", 1, Json.PortfolioRemoved),
        new("decided", 1, Json.Decided) { Read = DecidedReader.Read },
        new("target-moved", 1, Json.TargetMoved),
        new("plan-accepted", 1, Json.PlanAccepted),
        new("run-started", 1, Json.RunStarted),
        new("leg-dropped", 1, Json.LegDropped),
        new("run-ended", 1, Json.RunEnded),
        new("order-reserved", 1, Json.OrderReserved),
        new("order-signed", 1, Json.OrderSigned),
        new("order-acked", 1, Json.OrderAcked),
        new("order-filled", 1, Json.OrderFilled),
        new("order-closed", 1, Json.OrderClosed),
        new("order-rejected", 1, Json.OrderRejected),
        new("order-unknown", 1, Json.OrderUnknown),
        new("order-found", 1, Json.OrderFound),
        new("order-not-placed", 1, Json.OrderNotPlaced),
        new("order-quarantined", 1, Json.OrderQuarantined),
        new("quarantine-resolved", 1, Json.QuarantineResolved),
        new("orphan-found", 1, Json.OrphanFound),
        new("trades-read", 1, Json.TradesRead),
        new("ledger-opened", 1, Json.LedgerOpened),
        new("balance-booked", 2, Json.BalanceBooked),
        new("change-explained", 1, Json.ChangeExplained),
        new("halted", 1, Json.Halted),
        new("resumed", 1, Json.Resumed),
        new("breaker-tripped", 1, Json.BreakerTripped),
        new("breaker-cleared", 1, Json.BreakerCleared),
        new("price-confirmed", 1, Json.PriceConfirmed),
        new("venue-health-changed", 1, Json.VenueHealthChanged),
        new("transfer-intended", 1, Json.TransferIntended),
        new("transfer-dropped", 1, Json.TransferDropped),
        new("transfer-left", 1, Json.TransferLeft),
        new("transfer-unknown", 1, Json.TransferUnknown),
        new("transfer-quarantined", 1, Json.TransferQuarantined),
        new("transfer-ended", 1, Json.TransferEnded),
        new("transfer-deferred", 1, Json.TransferDeferred),
        new("hedge-intended", 1, Json.HedgeIntended),
        new("hedge-answered", 1, Json.HedgeAnswered),
        new("hedge-unknown", 1, Json.HedgeUnknown),
        new("hedge-quarantined", 1, Json.HedgeQuarantined),
        new("hedge-ended", 1, Json.HedgeEnded),
        new("recovered", 1, Json.Recovered),
        new("account-inspected", 1, Json.AccountInspected),
        new("owner-reached", 2, Json.OwnerReached),
        new("trial-waived", 1, Json.TrialWaived),
        new("trades-imported", 1, Json.TradesImported),
        new("trades-retracted", 2, Json.TradesRetracted),
    ];

    private static readonly FrozenDictionary<Type, Kind> ByType = Kinds.ToFrozenDictionary(kind => kind.Form.Type);
    private static readonly FrozenDictionary<string, Kind> ByName = Kinds.ToFrozenDictionary(kind => kind.Name);

    private readonly JournalUpgrades upgrades;

    /// <summary>A codec that knows the given upgrades.</summary>
    public JournalCodec(JournalUpgrades upgrades) => this.upgrades = upgrades;

    /// <summary>Names and current versions of all kinds, for the documentation and the reader of journals.</summary>
    public static IReadOnlyList<(string Name, int Version)> KnownKinds { get; } =
        [.. Kinds.Select(kind => (kind.Name, kind.Version))];

    /// <summary>Writes an event.</summary>
    public static JournalEntry Encode(PortfolioId? portfolio, Instant at, JournalEvent happened)
    {
        Kind kind = ByType[happened.GetType()];
        JsonElement payload = JsonSerializer.SerializeToElement(happened, kind.Form);
        return new JournalEntry(portfolio?.Value ?? "", kind.Name, kind.Version, at, CanonicalJson.Text(payload));
    }

    /// <summary>Reads an entry, upgrading its payload if it was written by an older version.</summary>
    /// <exception cref="JournalNewerException">The kind is not known, or its version is newer than any that is.
    /// </exception>
    /// <exception cref="JournalUnreadableException">The payload is not of its form.</exception>
    public StampedEvent Decode(StoredEntry stored)
    {
        JournalEntry entry = stored.Entry;
        if (!ByName.TryGetValue(entry.Kind, out Kind? kind))
        {
            throw Newer($"entry {stored.Sequence} is of the unknown kind '{entry.Kind}'");
        }

        if (entry.Version > kind.Version)
        {
            throw Newer($"entry {stored.Sequence} ({entry.Kind}) is of version {entry.Version} and not {kind.Version}");
        }

        try
        {
            // Almost every entry is of today's version: those are read without a tree of nodes in between.
            object? happened = entry.Version == kind.Version
                ? kind.Read(entry.Payload)
                : upgrades.ToCurrent(entry, kind.Version).Deserialize(kind.Form);
            PortfolioId? portfolio = entry.Portfolio.Length == 0 ? null : new PortfolioId(entry.Portfolio);
            return happened is JournalEvent read
                ? new StampedEvent(stored.Sequence, portfolio, entry.At, read)
                : throw new JsonException("an object was expected");
        }
        catch (Exception unreadable) when (
            unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new JournalUnreadableException(
                $"entry {stored.Sequence} ({entry.Kind} v{entry.Version}) is not readable: {unreadable.Message}",
                    unreadable);
        }
    }

    private static JournalNewerException Newer(string what) => new($"{what}: a newer ballast wrote it");

    private sealed record Kind(string Name, int Version, JsonTypeInfo Form)
    {
        /// <summary>Reads a payload of this version.</summary>
        public Func<string, object?> Read { get; init; } = payload => JsonSerializer.Deserialize(payload, Form);
    }
}
