using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>Judges what an external source said: whether it is there, of the right form, fresh, and within what the
/// owner
/// allows it to name.</summary>
internal static class ExternalJudge
{
    // Two clocks may differ by this much.
    private static readonly Duration Ahead = Duration.FromMinutes(1);

    /// <summary>Judges a document that names a regime.</summary>
    /// <param name="external">What is allowed.</param>
    /// <param name="reading">What was read; <see langword="null"/> where nobody asked.</param>
    /// <param name="now">The instant.</param>
    public static ExternalVerdict Judge(ExternalPolicy external, ExternalReading? reading, Instant now)
    {
        ExternalVerdict fresh = Fresh(external, reading, now);
        return fresh is ExternalVerdict.Usable { Document.Regime.Length: 0 }
            ? Unusable("external-not-a-regime", $"{SourceOf(external)} gives weights, and the policy asks for a regime")
            : fresh;
    }

    /// <summary>The weights of a document that gives weights.</summary>
    /// <param name="external">What is allowed.</param>
    /// <param name="reading">What was read; <see langword="null"/> where nobody asked.</param>
    /// <param name="now">The instant.</param>
    public static AimAnswer Answer(ExternalPolicy external, ExternalReading? reading, Instant now)
    {
        ExternalVerdict verdict = Fresh(external, reading, now);
        if (verdict is ExternalVerdict.Usable usable && Objection(external, usable.Document) is { } objection)
        {
            verdict = new ExternalVerdict.Unusable(objection);
        }

        if (verdict is not ExternalVerdict.Usable { Document: { } document })
        {
            Reason why = ((ExternalVerdict.Unusable)verdict).Why;
            return new AimAnswer.Blind(why) { Attempts = [new TargetAttempt(MethodNames.External, why, [])] };
        }

        return new AimAnswer.Found
        {
            Weights = document.Weights,
            Method = MethodNames.External,
            Attempts = [new TargetAttempt(MethodNames.External, null, [])],
            Evidence = new TargetEvidence(document.AsOf, 0, document.Fingerprint),
        };
    }

    private static ExternalVerdict Fresh(ExternalPolicy external, ExternalReading? reading, Instant now)
    {
        if (reading is not ExternalReading.Read { Document: { } document })
        {
            return new ExternalVerdict.Unusable(reading is ExternalReading.Unread unread
                ? unread.Why
                : new Reason("external-not-asked", $"nothing here reads {SourceOf(external)}"));
        }

        if (document.AsOf > now + Ahead)
        {
            return Unusable(
                "external-ahead",
                $"{SourceOf(external)} is of {Phrase.Time(document.AsOf)}, which is still to come: it is "
                    + $"{Phrase.Time(now)} here (a simulated or replayed market has its own time, and asOf is in it)");
        }

        return now - document.AsOf > external.MaxAge
            ? Unusable(
                "external-stale",
                $"{SourceOf(external)} is of {Phrase.Time(document.AsOf)}, older than the "
                    + $"{Phrase.Span(external.MaxAge)} it may be")
            : new ExternalVerdict.Usable(document, SourceOf(external));
    }

    private static Reason? Objection(ExternalPolicy external, ExternalDocument document)
    {
        if (document.Weights.IsEmpty)
        {
            return new Reason(
                "external-not-weights", $"{SourceOf(external)} names a regime, and the policy asks for weights");
        }

        Asset[] strange = [.. document.Weights.Keys.Where(asset => !external.Assets.Contains(asset))];
        return strange.Length == 0 ? null : new Reason(
            "external-strange-asset",
            $"{SourceOf(external)} names {string.Join<Asset>(", ", strange)}, which the policy does not allow it to");
    }

    private static string SourceOf(ExternalPolicy external) => external.File ?? external.Url ?? "the external source";

    private static ExternalVerdict.Unusable Unusable(string code, string sentence) => new(new Reason(code, sentence));
}
