using Ballast.Core.Lots;

namespace Ballast.Engine.Lots;

/// <summary>What one file says of a trade.</summary>
/// <param name="File">The file's name, as it was handed in.</param>
/// <param name="Told">The trade in its words.</param>
public sealed record FileWord(string File, PastTrade Told);
