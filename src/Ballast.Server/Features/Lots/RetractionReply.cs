using Ballast.Engine.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>What became of a retraction.</summary>
/// <param name="Removed">Trades that nobody but a file had told: they are not known any more.</param>
/// <param name="Reduced">Trades that the venue told too: they lost the fee or rate that a file had added.</param>
/// <param name="Left">Trades of which no file said anything: they stay as they are.</param>
public sealed record RetractionReply(int Removed, int Reduced, int Left)
{
    /// <summary>Of what was taken back.</summary>
    public static RetractionReply Of(RetractOutcome.Retracted done) => new(done.Removed, done.Reduced, done.Left);
}
