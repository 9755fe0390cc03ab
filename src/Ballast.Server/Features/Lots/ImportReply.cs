using Ballast.Engine.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>What became of trades that were handed in.</summary>
/// <param name="Added">How many were not known.</param>
/// <param name="Known">How many were.</param>
/// <param name="WithoutRate">How many of both have no cost, because nobody said what their currency was worth; hand
/// them in again with it.</param>
public sealed record ImportReply(int Added, int Known, int WithoutRate)
{
    /// <summary>Of what was taken in.</summary>
    public static ImportReply Of(ImportOutcome.Imported done) => new(done.Added, done.Known, done.WithoutRate);
}
