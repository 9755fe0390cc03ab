using System.Diagnostics;
using System.Text;

namespace Ballast.Core.Policies;

/// <summary>
/// What runs with no configuration at all: 40/30/20/10 of BTC/ETH/SOL/USDC on the account <c>paper</c>, checked hourly,
/// a band of 20 % of
/// the target but at least 1 point, half-way back, flows first, a cooldown of 6 hours, no calendar.
/// </summary>
public static class DefaultPolicy
{
    private static readonly Lazy<(string Text, PolicyReading.Read Reading)> Shipped = new(Load);

    /// <summary>What the shipped text says, read and checked like any other file.</summary>
    public static Policy Policy => Shipped.Value.Reading.Policy;

    /// <summary>SHA-256 of its canonical form, in lower-case hexadecimal.</summary>
    public static string Hash => Shipped.Value.Reading.Hash;

    /// <summary>
    /// Its file with comments, the same as <c>samples/policies/default.jsonc</c>: a start for an owner's own.
    /// </summary>
    public static string Text => Shipped.Value.Text;

    private static (string Text, PolicyReading.Read Reading) Load()
    {
        using Stream file = typeof(DefaultPolicy).Assembly.GetManifestResourceStream("default-policy.jsonc")
            ?? throw new UnreachableException("the default policy is not in the assembly");
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        string text = Encoding.UTF8.GetString(content);
        return PolicyReader.Read(text) is PolicyReading.Read reading
            ? (text, reading)
            : throw new UnreachableException("the default policy is not a policy");
    }
}
