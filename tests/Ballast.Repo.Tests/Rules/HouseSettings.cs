using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>The build settings that other rules lean on are in place.</summary>
public sealed class HouseSettings : Rule
{
    private static readonly (string File, string Text)[] Wanted =
    [
        ("Directory.Build.props", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>"),
        ("Directory.Build.props", "<Nullable>enable</Nullable>"),
        ("Directory.Build.props", "<InvariantGlobalization>true</InvariantGlobalization>"),
        ("Directory.Build.props", "<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>"),
        ("Directory.Build.props", "<EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>"),
        ("Directory.Build.props", "<AnalysisLevel>10.0-recommended</AnalysisLevel>"),
        ("Directory.Build.props", "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>"),
        ("Directory.Build.props", "<WarningsNotAsErrors>NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>"),
        ("src/Directory.Build.props", "BannedSymbols.txt"),
        (".editorconfig", "dotnet_diagnostic.RS0030.severity = error"),
        (".ci/run", "test"),
    ];

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from wanted in Wanted
        where sources.Find(wanted.File)?.Text.Contains(wanted.Text, StringComparison.Ordinal) != true
        select new Violation(wanted.File, 1, $"must contain {wanted.Text}");
}
