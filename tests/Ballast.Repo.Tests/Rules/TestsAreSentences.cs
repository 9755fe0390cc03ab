using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A test's name is a sentence, and no test is skipped.</summary>
public sealed class TestsAreSentences : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        where file.Path.StartsWith("tests/", StringComparison.Ordinal)
        from method in file.Root.Nodes<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(list => list.Attributes)
        where attribute.Name.ToString() is "Fact" or "Theory"
        let problem = Problem(method.Identifier.Text, attribute)
        where problem.Length > 0
        select file.Violation(method, $"{method.Identifier}: {problem}");

    private static string Problem(string name, AttributeSyntax attribute)
    {
        string[] words = name.Split('_');
        if (words.Length < 3 || !char.IsUpper(name[0]) || words.Any(word => word.Length == 0))
        {
            return "a test's name is a sentence of words joined by underscores";
        }

        return attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.ToString() == "Skip") == true
            ? "a test is never skipped by a literal: mend it or remove it"
            : "";
    }
}
