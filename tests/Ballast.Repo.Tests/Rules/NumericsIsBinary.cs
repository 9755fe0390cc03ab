using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ballast.Repo.Tests.Rules;

/// <summary>
/// Numerics names no decimal: the analyzer of banned symbols does not look at the keyword, and the signature test not
/// into bodies.
/// </summary>
public sealed class NumericsIsBinary : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.CodeOf("Ballast.Numerics")
        from token in file.Root.DescendantTokens()
        where token.IsKind(SyntaxKind.DecimalKeyword) || token.Value is decimal
        select file.Violation(token, $"{token.Text}: money stays in Core");
}
