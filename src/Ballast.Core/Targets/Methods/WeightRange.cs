namespace Ballast.Core.Targets.Methods;

/// <summary>The least and the most weight, as fractions of the whole portfolio. A side that is left out has the default
/// of the method that is tried.</summary>
/// <param name="Least">The least, or <see langword="null"/> for the method's default.</param>
/// <param name="Most">The most, or <see langword="null"/> for the method's default.</param>
public sealed record WeightRange(double? Least, double? Most)
{
    /// <summary>Both sides by the method's default.</summary>
    public static WeightRange Usual { get; } = new(null, null);

    /// <summary>From nothing to everything.</summary>
    public static WeightRange LongOnly { get; } = new(0.0, 1.0);

    /// <summary>This range, its missing sides filled in.</summary>
    /// <param name="usual">What holds where a side is missing.</param>
    public WeightRange Or(WeightRange usual) => new(Least ?? usual.Least, Most ?? usual.Most);
}
