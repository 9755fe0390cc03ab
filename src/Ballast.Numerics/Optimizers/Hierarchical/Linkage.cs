namespace Ballast.Numerics.Optimizers.Hierarchical;

/// <summary>How far two clusters are apart.</summary>
public enum Linkage
{
    /// <summary>As their nearest members.</summary>
    Single,

    /// <summary>As their farthest members.</summary>
    Complete,

    /// <summary>As their members on average.</summary>
    Average,
}
