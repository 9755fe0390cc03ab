using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>What a switch expression and a switch statement have in common: the governing value, and arms with pattern,
/// guard and effect.</summary>
internal sealed class SwitchArms
{
    private readonly IReadOnlyList<(SyntaxNode? Pattern, bool IsGuarded, SyntaxNode Effect)> arms;

    private SwitchArms(
        ExpressionSyntax governing,
        IEnumerable<(SyntaxNode? Pattern, bool IsGuarded, SyntaxNode Effect)> arms)
    {
        Governing = governing;
        this.arms = [.. arms];
    }

    public ExpressionSyntax Governing { get; }

    public static SwitchArms? Of(SyntaxNode node) => node switch
    {
        SwitchExpressionSyntax expression => new(
            expression.GoverningExpression,
            expression.Arms.Select(
                arm => ((SyntaxNode?)arm.Pattern, arm.WhenClause is not null, (SyntaxNode)arm.Expression))),
        SwitchStatementSyntax statement => new(
            statement.Expression,
            statement.Sections.SelectMany(section => section.Labels.Select(label => Of(label, section)))),
        _ => null,
    };

    /// <summary>Whether some arm takes what no other named and does anything but throw UnreachableException.</summary>
    public bool HasQuietDefault(SemanticModel model) => arms.Any(arm =>
        !arm.IsGuarded && TakesAll(arm.Pattern, model)
        && !ThrowsUnreachable(arm.Effect));

    /// <summary>The types that some arm takes whatever their members hold.</summary>
    public IEnumerable<INamedTypeSymbol> NamedTypes(SemanticModel model) =>
        arms.Where(arm => !arm.IsGuarded && arm.Pattern is not null)
            .SelectMany(arm => Types(arm.Pattern!, model))
            .OfType<INamedTypeSymbol>();

    private static (SyntaxNode? Pattern, bool IsGuarded, SyntaxNode Effect) Of(
        SwitchLabelSyntax label, SyntaxNode section) =>
        label switch
        {
            CasePatternSwitchLabelSyntax @case => (@case.Pattern, @case.WhenClause is not null, section),
            CaseSwitchLabelSyntax constant => (constant.Value, false, section),
            _ => (null, false, section),
        };

    private static bool ThrowsUnreachable(SyntaxNode effect) =>
        effect.Nodes<ObjectCreationExpressionSyntax>().Any(made =>
            made.Parent is ThrowExpressionSyntax or ThrowStatementSyntax
            && made.Type.ToString().EndsWith("UnreachableException", StringComparison.Ordinal));

    private static bool TakesAll(SyntaxNode? pattern, SemanticModel model) => pattern switch
    {
        null or DiscardPatternSyntax or VarPatternSyntax => true,
        ParenthesizedPatternSyntax inner => TakesAll(inner.Pattern, model),
        BinaryPatternSyntax either => TakesAll(either.Left, model) || TakesAll(either.Right, model),
        UnaryPatternSyntax => true,
        _ => false,
    };

    private static IEnumerable<ITypeSymbol?> Types(SyntaxNode pattern, SemanticModel model) => pattern switch
    {
        DeclarationPatternSyntax declaration => [model.GetTypeInfo(declaration.Type).Type],
        TypePatternSyntax type => [model.GetTypeInfo(type.Type).Type],
        ExpressionSyntax named => [model.GetSymbolInfo(named).Symbol as ITypeSymbol],
        ConstantPatternSyntax constant => [model.GetSymbolInfo(constant.Expression).Symbol as ITypeSymbol],
        RecursivePatternSyntax { Type: { } type } recursive when TakesAnyMembers(recursive, model) =>
            [model.GetTypeInfo(type).Type],
        ParenthesizedPatternSyntax inner => Types(inner.Pattern, model),
        BinaryPatternSyntax either => Types(either.Left, model).Concat(Types(either.Right, model)),
        _ => [],
    };

    private static bool TakesAnyMembers(RecursivePatternSyntax pattern, SemanticModel model) =>
        (pattern.PropertyPatternClause?.Subpatterns ?? default)
            .Concat(pattern.PositionalPatternClause?.Subpatterns ?? default)
            .All(sub => TakesAll(sub.Pattern, model));
}
