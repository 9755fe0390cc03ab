using System.Text.Json;
using System.Xml.Linq;
using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>THIRD-PARTY-NOTICES.md names every package of Directory.Packages.props and of the npm manifests, and no
/// other, each with a licence.</summary>
public sealed class NoticesAreComplete : Rule
{
    private const string Notices = "THIRD-PARTY-NOTICES.md";

    public override IEnumerable<Violation> Check(SourceSet sources)
    {
        SourceFile? central = sources.Find("Directory.Packages.props");
        SourceFile? notices = sources.Find(Notices);
        if (central is null || notices is null)
        {
            return [new(Notices, 1, "the notices or the central package list is missing")];
        }

        HashSet<string> used = [.. XDocument.Parse(central.Text).Descendants("PackageVersion")
            .Select(package => (string?)package.Attribute("Include") ?? ""), .. sources.Files
            .Where(file => file.Name == "package.json").SelectMany(NpmPackages)];
        Dictionary<string, string> named = notices.Lines
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 4 && cells[1] != "package" && cells[1].Any(char.IsLetter))
            .ToDictionary(cells => cells[1], cells => cells[2], StringComparer.Ordinal);
        return used.Except(named.Keys).Select(name => $"{name} is used and not named")
            .Concat(named.Keys.Except(used).Select(name => $"{name} is named and not used"))
            .Concat(named.Where(entry => entry.Value.Length == 0).Select(entry => $"{entry.Key} has no licence"))
            .Select(message => notices.Violation(1, message));
    }

    private static IEnumerable<string> NpmPackages(SourceFile manifest)
    {
        using JsonDocument document = JsonDocument.Parse(manifest.Text);
        return [.. ((string[])["dependencies", "devDependencies"])
            .Select(kind => document.RootElement.TryGetProperty(kind, out JsonElement list) ? list : default)
            .Where(list => list.ValueKind == JsonValueKind.Object)
            .SelectMany(list => list.EnumerateObject().Select(package => package.Name))];
    }
}
