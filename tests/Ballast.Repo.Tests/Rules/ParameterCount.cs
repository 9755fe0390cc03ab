using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A method, constructor, delegate or local function takes at most five parameters.</summary>
public sealed class ParameterCount : Rule
{
    private const int Limit = 5;

    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        from node in file.Root.DescendantNodes()
        let count = node.Parameters().Count()
        where count > Limit
        select file.Violation(node, $"{node.NameOf()} takes {count} parameters; at most {Limit}");
}
