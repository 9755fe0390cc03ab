using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>
/// Every project is in the solution, has its package lock, takes its versions from the central list, and every product
/// project has
/// its banned list and a test project of its own.
/// </summary>
public sealed class ProjectsAreWhole : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources)
    {
        string solution = sources.Find("Ballast.slnx")?.Text ?? "";
        return
            from file in sources.ProjectFiles
            from problem in Problems(file, sources, solution)
            select file.Violation(1, problem);
    }

    private static IEnumerable<string> Problems(SourceFile file, SourceSet sources, string solution)
    {
        if (!solution.Contains($"\"{file.Path}\"", StringComparison.Ordinal))
        {
            yield return "is not in Ballast.slnx";
        }

        if (file.Text.Contains("Version=\"", StringComparison.Ordinal))
        {
            yield return "states a version: versions are in Directory.Packages.props";
        }

        if (sources.Find(file.Folder + "/packages.lock.json") is null)
        {
            yield return "has no packages.lock.json";
        }

        if (file.IsProduct && sources.Find(file.Folder + "/BannedSymbols.txt") is null)
        {
            yield return "has no BannedSymbols.txt";
        }

        if (file.IsProduct && sources.Find($"tests/{file.Project}.Tests/{file.Project}.Tests.csproj") is null)
        {
            yield return "has no test project";
        }
    }
}
