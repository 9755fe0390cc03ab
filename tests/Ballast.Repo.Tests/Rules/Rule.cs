using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>One rule of docs/STYLE.md: looks at a set of files and names every place that breaks it.</summary>
public abstract class Rule
{
    public string Name => GetType().Name;

    public abstract IEnumerable<Violation> Check(SourceSet sources);

    public override string ToString() => Name;

    /// <summary>Every rule there is, found by reflection so that none can be forgotten.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [.. typeof(Rule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Rule)Activator.CreateInstance(type)!)];

    public static Rule Named(string name) => All.Single(rule => rule.Name == name);
}
