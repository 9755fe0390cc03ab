using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>Core and Numerics have no optional parameters, and no cancellation token is optional anywhere.</summary>
public sealed class NoOptionalParameters : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.ProductCode
        from parameter in file.Root.Nodes<ParameterSyntax>()
        where parameter.Default is not null
        let token = parameter.Type?.ToString() == "CancellationToken"
        where token || file.Project is "Ballast.Core" or "Ballast.Numerics"
        select file.Violation(parameter, $"{parameter.Identifier} is optional: whoever calls decides, in writing");
}
