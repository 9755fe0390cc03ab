using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Cli.Frame;
using Ballast.Core.Reports;

namespace Ballast.Cli.Commands;

/// <summary>Policies that a person names beside the one under test.</summary>
internal static class OtherPolicies
{
    /// <summary>Reads them. Each row is called after its portfolio, or after its file where that name is
    /// taken.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="tested">The name of the policy under test.</param>
    /// <param name="surroundings">Where standard input comes from.</param>
    public static OtherPoliciesReading Read(IReadOnlyList<string> paths, string tested, Surroundings surroundings)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal)
        {
            tested, BenchmarkPolicies.Hold, BenchmarkPolicies.Daily, BenchmarkPolicies.Monthly,
            BenchmarkPolicies.FivePointBand, BenchmarkPolicies.ConstantMix,
        };
        var policies = ImmutableArray.CreateBuilder<NamedPolicy>();
        foreach (string path in paths)
        {
            switch (PolicyFile.Read(path, surroundings))
            {
                case PolicyFileReading.Unusable unusable:
                    return new OtherPoliciesReading.Unusable(unusable.Cause, unusable.WayOut);
                case PolicyFileReading.Valid valid:
                    policies.Add(new NamedPolicy(FreeName(valid.Policy.Portfolio.Value, path, taken), valid.Policy));
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new OtherPoliciesReading.Read(policies.ToImmutable());
    }

    private static string FreeName(string portfolio, string path, HashSet<string> taken)
    {
        string file = Path.GetFileNameWithoutExtension(path);
        string name = taken.Contains(portfolio) ? file : portfolio;
        for (int again = 2; !taken.Add(name); again++)
        {
            name = $"{file}-{again}";
        }

        return name;
    }
}

/// <summary>The answer to reading other policies. Closed: <see cref="Read"/> or <see cref="Unusable"/>.</summary>
internal abstract record OtherPoliciesReading
{
    /// <summary>The policies, each with a name of its own.</summary>
    public sealed record Read(ImmutableArray<NamedPolicy> Policies) : OtherPoliciesReading;

    /// <summary>Why there are none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : OtherPoliciesReading;
}
