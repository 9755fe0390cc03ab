using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>
/// Reads the payload of a decision. Nearly everything in a long journal is decisions, and the general reader of the
/// serializer, which boxes each member of a record, takes several times as long over one.
/// </summary>
internal static class DecidedReader
{
    private static readonly JournalJson Json = JournalJson.Default;

    /// <summary>The decision in a payload of today's version.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not of that form.</exception>
    public static JournalEvent.Decided Read(string payload)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(payload.Length));
        try
        {
            PayloadReader reader = new(text.AsSpan(0, Encoding.UTF8.GetBytes(payload, text)));
            JournalEvent.Decided decided = Whole(ref reader);
            reader.End();
            return decided;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private static JournalEvent.Decided Whole(ref PayloadReader reader)
    {
        DecisionDigest? decision = null;
        PolicyMemory? memory = null;
        reader.Enter();
        while (reader.Next(out ReadOnlySpan<char> member))
        {
            switch (member)
            {
                case "decision":
                    decision = Digest(ref reader);
                    break;
                case "memory":
                    memory = MemoryReader.Read(ref reader);
                    break;
                default:
                    throw PayloadReader.Unknown(member, nameof(JournalEvent.Decided));
            }
        }

        return new JournalEvent.Decided(
            decision ?? throw PayloadReader.Missing("decision"), memory ?? throw PayloadReader.Missing("memory"));
    }

    private static DecisionDigest Digest(ref PayloadReader reader)
    {
        DigestParts parts = default;
        reader.Enter();
        while (reader.Next(out ReadOnlySpan<char> member))
        {
            switch (member)
            {
                case "number":
                    parts.Number = reader.Whole();
                    break;
                case "at":
                    parts.At = reader.Instant();
                    break;
                case "kind":
                    parts.Kind = reader.Named<DecisionKind>();
                    break;
                case "cause":
                    parts.Cause = reader.Named<DecisionCause>();
                    break;
                case "why":
                    parts.Why = reader.List(static (ref PayloadReader at) => at.Reason());
                    break;
                case "findings":
                    parts.Findings = reader.List(Finding);
                    break;
                case "nonOrders":
                    parts.NonOrders = reader.List(static (ref PayloadReader at) => at.Rare(Json.NonOrder));
                    break;
                case "value":
                    parts.HasValue = true;
                    parts.Value = reader.IsNull ? null : new Money(reader.Decimal());
                    break;
                case "planHash":
                    parts.HasPlanHash = true;
                    parts.PlanHash = reader.IsNull ? null : reader.Text();
                    break;
                default:
                    throw PayloadReader.Unknown(member, nameof(DecisionDigest));
            }
        }

        return parts.Together();
    }

    private static TriggerFinding Finding(ref PayloadReader reader)
    {
        string? trigger = null;
        TriggerStatus? status = null;
        Reason? why = null;
        reader.Enter();
        while (reader.Next(out ReadOnlySpan<char> member))
        {
            switch (member)
            {
                case "trigger":
                    trigger = reader.Text();
                    break;
                case "status":
                    status = reader.Named<TriggerStatus>();
                    break;
                case "why":
                    why = reader.Reason();
                    break;
                default:
                    throw PayloadReader.Unknown(member, nameof(TriggerFinding));
            }
        }

        return new TriggerFinding(
            trigger ?? throw PayloadReader.Missing("trigger"),
            status ?? throw PayloadReader.Missing("status"),
            why ?? throw PayloadReader.Missing("why"));
    }

    // Every member of a digest has to be there, also those that may be null.
    private struct DigestParts
    {
        public long? Number;
        public Instant? At;
        public DecisionKind? Kind;
        public DecisionCause? Cause;
        public ImmutableArray<Reason>? Why;
        public ImmutableArray<TriggerFinding>? Findings;
        public ImmutableArray<NonOrder>? NonOrders;
        public bool HasValue;
        public Money? Value;
        public bool HasPlanHash;
        public string? PlanHash;

        public readonly DecisionDigest Together() => new()
        {
            Number = Number ?? throw PayloadReader.Missing("number"),
            At = At ?? throw PayloadReader.Missing("at"),
            Kind = Kind ?? throw PayloadReader.Missing("kind"),
            Cause = Cause ?? throw PayloadReader.Missing("cause"),
            Why = Why ?? throw PayloadReader.Missing("why"),
            Findings = Findings ?? throw PayloadReader.Missing("findings"),
            NonOrders = NonOrders ?? throw PayloadReader.Missing("nonOrders"),
            Value = HasValue ? Value : throw PayloadReader.Missing("value"),
            PlanHash = HasPlanHash ? PlanHash : throw PayloadReader.Missing("planHash"),
        };
    }
}
