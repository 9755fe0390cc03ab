using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>What a target was worked out from.</summary>
/// <param name="Until">The end of the newest bar, or the <c>asOf</c> of the document.</param>
/// <param name="Bars">How many daily closes of all assets were looked at; zero for a document.</param>
/// <param name="Fingerprint">SHA-256 of those closes, or of the document, lower-case hexadecimal: equal data, equal
/// fingerprint.</param>
public sealed record TargetEvidence(Instant Until, int Bars, string Fingerprint);
