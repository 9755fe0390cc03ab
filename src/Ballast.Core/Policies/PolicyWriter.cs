using System.Text.Json.Nodes;
using Ballast.Core.Canonical;
using Ballast.Core.Policies.Format;

namespace Ballast.Core.Policies;

/// <summary>
/// Writes policies. Every field that has a value is written, defaults too; what <see cref="PolicyReader"/> reads back
/// is the same policy.
/// </summary>
public static class PolicyWriter
{
    /// <summary>
    /// For people and agents: amounts of money and units as canonical decimal text, fractions and measures as numbers,
    /// fields in the order
    /// of the documentation.
    /// </summary>
    public static JsonObject Readable(Policy policy) => PolicyTable.File.Write(policy, Notation.Readable).AsObject();

    /// <summary>
    /// For hashes and journals: canonical JSON (RFC 8785) with every decimal as canonical text, because the RFC's
    /// numbers are binary
    /// doubles. It is a valid policy file too.
    /// </summary>
    public static string Canonical(Policy policy) =>
        CanonicalJson.Text(PolicyTable.File.Write(policy, Notation.Canonical));

    /// <summary>
    /// SHA-256 of <see cref="Canonical"/>, lower-case hexadecimal. Policies that mean the same have the same hash,
    /// however their files are
    /// laid out; a new default changes it, because it changes what the policy means.
    /// </summary>
    public static string Hash(Policy policy) => CanonicalJson.Hash(PolicyTable.File.Write(policy, Notation.Canonical));

    /// <summary>SHA-256 of everything but the mode and what is said of real money, lower-case hexadecimal: policies
    /// with the same rules decide the same, whatever they may send.</summary>
    public static string RulesHash(Policy policy) => Hash(policy with { Mode = TradingMode.Paper, Live = null });

    /// <summary>SHA-256 of what the canonical policy says of its target and quote, lower-case hexadecimal: policies
    /// that
    /// aim at the same have the same, whatever else differs.</summary>
    internal static string TargetHash(Policy policy) => CanonicalJson.Hash(new JsonObject
    {
        ["quote"] = policy.Quote.Symbol,
        ["target"] = TargetTable.Target.Write(TargetTable.TargetOf(policy), Notation.Canonical),
    });
}
