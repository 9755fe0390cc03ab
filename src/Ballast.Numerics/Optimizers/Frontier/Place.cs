namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>Where an asset's weight lies.</summary>
internal enum Place
{
    /// <summary>At its lower bound.</summary>
    Lower,

    /// <summary>At its upper bound.</summary>
    Upper,

    /// <summary>Free to move between them.</summary>
    Free,
}

/// <summary>What happens next as lambda falls.</summary>
/// <param name="Asset">Whose turn it is; -1 where lambda reaches zero first.</param>
/// <param name="Fall">By how much lambda falls until then.</param>
/// <param name="To">Where the asset goes.</param>
internal readonly record struct Turn(int Asset, double Fall, Place To);
