namespace Ballast.Engine.Execution;

/// <summary>
/// Why orders are in quarantine, as far as the venue's record may still settle them without a person.
/// </summary>
internal static class QuarantineCodes
{
    /// <summary>Neither a record nor a proof of absence was to be had in time.</summary>
    public const string NoProof = "no-proof";

    /// <summary>The venue has the order and does not tell its end.</summary>
    public const string EndUnknown = "end-unknown";

    /// <summary>Whether the venue's record settles it; contradictions wait for a person.</summary>
    public static bool IsSettledByRecord(string code) => code is NoProof or EndUnknown;
}
