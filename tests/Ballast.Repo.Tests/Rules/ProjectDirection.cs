using System.Xml.Linq;
using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Product projects reference only what docs/ARCHITECTURE.md lets them: other projects, packages and
/// frameworks.</summary>
public sealed class ProjectDirection : Rule
{
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["Ballast.Numerics"] = [],
        ["Ballast.Core"] = ["Ballast.Numerics"],
        ["Ballast.Engine"] = ["Ballast.Core"],
        ["Ballast.PaperExchange"] = ["Ballast.Core"],
        ["Ballast.Adapters"] = ["Ballast.Engine", "Ballast.Core", "Ballast.PaperExchange"],
        ["Ballast.Server"] = ["Ballast.Adapters", "Ballast.Engine", "Ballast.Core", "Ballast.PaperExchange"],
        ["Ballast.Cli"] =
            ["Ballast.Server", "Ballast.Adapters", "Ballast.Engine", "Ballast.Core", "Ballast.PaperExchange"],
    };

    // The inner projects may use these packages and no other; the outer ones choose for themselves.
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Ballast.Numerics"] = ["System.Numerics.Tensors"],
        ["Ballast.Core"] = ["NCrontab.Signed", "NodaTime"],
        ["Ballast.Engine"] = ["Microsoft.Extensions.Logging.Abstractions"],
    };

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.ProjectFiles
        where file.IsProduct
        from violation in CheckProject(file)
        select violation;

    private static IEnumerable<Violation> CheckProject(SourceFile file)
    {
        if (!Projects.TryGetValue(file.Project, out string[]? allowed))
        {
            return [file.Violation(1, $"{file.Project} is not in the table of projects")];
        }

        XDocument project = XDocument.Parse(file.Text);
        IEnumerable<string> wrongProjects = Included(project, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Except(allowed);
        IEnumerable<string> wrongPackages = Packages.TryGetValue(file.Project, out string[]? packages)
            ? Included(project, "PackageReference").Except(packages).Concat(Included(project, "FrameworkReference"))
            : [];
        return wrongProjects.Concat(wrongPackages)
            .Select(name => file.Violation(1, $"{file.Project} must not reference {name}"));
    }

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(reference => (string?)reference.Attribute("Include") ?? "");
}
