using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>Assets whose weights together have limits. Compared by reference of its list.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Members">One or more of the problem's assets.</param>
/// <param name="Range">Of their sum, as fractions of the whole portfolio; a side that is left out has no
/// limit.</param>
public sealed record AssetGroup(string Name, ImmutableArray<Asset> Members, WeightRange Range);
