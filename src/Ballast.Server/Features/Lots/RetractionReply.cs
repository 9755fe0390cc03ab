using Ballast.Engine.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>What became of a retraction.</summary>
/// <param name="Removed">Trades that nobody else had told: they are not known any more.</param>
/// <param name="Reduced">Trades that the venue or another file told too: they lost what nobody else says of
/// them.</param>
/// <param name="Left">Trades of which the file said nothing: they stay as they are.</param>
public sealed record RetractionReply(int Removed, int Reduced, int Left)
{
    /// <summary>Of what was taken back.</summary>
    public static RetractionReply Of(RetractOutcome.Retracted done) => new(done.Removed, done.Reduced, done.Left);
}
