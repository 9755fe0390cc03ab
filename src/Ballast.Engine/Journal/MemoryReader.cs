using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>
/// Reads what decisions remember, as part of a decision's payload. Members that are not there, as in a payload of an
/// older program, are as in a fresh memory.
/// </summary>
internal struct MemoryReader
{
    private static readonly JournalJson Json = JournalJson.Default;

    private Instant? lastDecisionAt;
    private Instant? lastRunAt;
    private Instant? lastPeriodAt;
    private Instant? atrFiredAt;
    private LocalDate? turnoverDay;
    private SessionMark? session;
    private SpikeMark? spike;
    private BreakerClearing? lastClearing;
    private Reason? breaker;
    private ImmutableSortedSet<string> owed = PolicyMemory.Fresh.Owed;
    private ImmutableSortedSet<Asset> doubtedPrices = PolicyMemory.Fresh.DoubtedPrices;
    private Money pendingFlow;
    private Money turnoverToday;
    private ImmutableArray<decimal> periodValues = [];
    private ImmutableSortedDictionary<Asset, Money> lastValues = PolicyMemory.Fresh.LastValues;
    private ImmutableSortedDictionary<Asset, Price> lastPrices = PolicyMemory.Fresh.LastPrices;
    private ImmutableSortedDictionary<Asset, Instant> lastPricedAt = PolicyMemory.Fresh.LastPricedAt;
    private ImmutableSortedDictionary<Asset, Price> reduced = PolicyMemory.Fresh.Reduced;

    private MemoryReader(ref PayloadReader reader)
    {
        reader.Enter();
        while (reader.Next(out ReadOnlySpan<char> member))
        {
            if (!(IsTime(member, ref reader) || IsMark(member, ref reader) || IsAmount(member, ref reader)))
            {
                throw PayloadReader.Unknown(member, nameof(PolicyMemory));
            }
        }
    }

    /// <summary>The memory that begins where the reader stands.</summary>
    public static PolicyMemory Read(ref PayloadReader reader) => new MemoryReader(ref reader).Together();

    private bool IsTime(ReadOnlySpan<char> member, ref PayloadReader reader)
    {
        switch (member)
        {
            case "lastDecisionAt":
                lastDecisionAt = reader.IsNull ? null : reader.Instant();
                return true;
            case "lastRunAt":
                lastRunAt = reader.IsNull ? null : reader.Instant();
                return true;
            case "lastPeriodAt":
                lastPeriodAt = reader.IsNull ? null : reader.Instant();
                return true;
            case "atrFiredAt":
                atrFiredAt = reader.IsNull ? null : reader.Instant();
                return true;
            case "turnoverDay":
                turnoverDay = reader.IsNull ? null : reader.Date();
                return true;
            default:
                return false;
        }
    }

    private bool IsMark(ReadOnlySpan<char> member, ref PayloadReader reader)
    {
        switch (member)
        {
            case "session":
                session = reader.IsNull ? null : reader.Rare(Json.SessionMark);
                return true;
            case "spike":
                spike = reader.IsNull ? null : reader.Rare(Json.SpikeMark);
                return true;
            case "lastClearing":
                lastClearing = reader.IsNull ? null : reader.Rare(Json.BreakerClearing);
                return true;
            case "breaker":
                breaker = reader.IsNull ? null : reader.Reason();
                return true;
            case "owed":
                owed = owed.Union(reader.List(static (ref PayloadReader at) => at.Text()));
                return true;
            case "doubtedPrices":
                doubtedPrices = doubtedPrices.Union(
                    reader.List(static (ref PayloadReader at) => new Asset(at.Text())));
                return true;
            default:
                return false;
        }
    }

    private bool IsAmount(ReadOnlySpan<char> member, ref PayloadReader reader)
    {
        switch (member)
        {
            case "pendingFlow":
                pendingFlow = new Money(reader.Decimal());
                return true;
            case "turnoverToday":
                turnoverToday = new Money(reader.Decimal());
                return true;
            case "periodValues":
                periodValues = reader.List(static (ref PayloadReader at) => at.Decimal());
                return true;
            case "lastValues":
                lastValues = reader.ByAsset(static (ref PayloadReader at) => new Money(at.Decimal()));
                return true;
            case "lastPrices":
                lastPrices = reader.ByAsset(static (ref PayloadReader at) => new Price(at.Decimal()));
                return true;
            case "lastPricedAt":
                lastPricedAt = reader.ByAsset(static (ref PayloadReader at) => at.Instant());
                return true;
            case "reduced":
                reduced = reader.ByAsset(static (ref PayloadReader at) => new Price(at.Decimal()));
                return true;
            default:
                return false;
        }
    }

    private readonly PolicyMemory Together() => new()
    {
        LastDecisionAt = lastDecisionAt,
        LastRunAt = lastRunAt,
        LastPeriodAt = lastPeriodAt,
        AtrFiredAt = atrFiredAt,
        TurnoverDay = turnoverDay,
        Session = session,
        Spike = spike,
        LastClearing = lastClearing,
        Breaker = breaker,
        Owed = owed,
        DoubtedPrices = doubtedPrices,
        PendingFlow = pendingFlow,
        TurnoverToday = turnoverToday,
        PeriodValues = periodValues,
        LastValues = lastValues,
        LastPrices = lastPrices,
        LastPricedAt = lastPricedAt,
        Reduced = reduced,
    };
}
