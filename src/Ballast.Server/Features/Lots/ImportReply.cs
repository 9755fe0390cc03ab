namespace Ballast.Server.Features.Lots;

/// <summary>What became of trades that were handed in.</summary>
/// <param name="Added">How many were not known.</param>
/// <param name="Known">How many were.</param>
public sealed record ImportReply(int Added, int Known);
