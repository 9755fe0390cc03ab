namespace Ballast.PaperExchange.Seeds;

/// <summary>
/// A generator whose sequence is fixed by its seed on every platform and runtime: SplitMix64 (Steele, Lea and Flood,
/// 2014). Good for markets and faults, not for secrets.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong state = seed;
    private double? spareGaussian;

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(unchecked(state += 0x9E37_79B9_7F4A_7C15));

    /// <summary>Uniform in [0, 1).</summary>
    public double NextFraction() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller, 1958).</summary>
    public double NextGaussian()
    {
        if (spareGaussian is { } spare)
        {
            spareGaussian = null;
            return spare;
        }

        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextFraction()));
        double angle = 2.0 * Math.PI * NextFraction();
        spareGaussian = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    /// <summary>
    /// Uniform in [0, 1), fixed by the numbers alone: for noise that must not depend on how often it was asked for.
    /// </summary>
    public static double FractionOf(ulong seed, ulong number) =>
        (Mix(unchecked(Mix(seed) + (number * 0x9E37_79B9_7F4A_7C15))) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A seed from a text (FNV-1a), so that each market has its own sequence.</summary>
    public static ulong SeedOf(ulong seed, string text)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325 ^ seed;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 0x100_0000_01B3);
        }

        return hash;
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
