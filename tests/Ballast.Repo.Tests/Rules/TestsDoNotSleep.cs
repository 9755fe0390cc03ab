using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ballast.Repo.Tests.Rules;

/// <summary>A test moves a fake clock; waiting on a real one is allowed only with its reason in a comment on the
/// line.</summary>
public sealed class TestsDoNotSleep : Rule
{
    public override IEnumerable<Violation> Check(SourceSet sources) =>
        from file in sources.Code
        where file.Path.StartsWith("tests/", StringComparison.Ordinal)
        from call in file.Root.Nodes<InvocationExpressionSyntax>()
        where IsSleep(call) && !file.Lines[SourceFile.LineOf(call) - 1].Contains("//", StringComparison.Ordinal)
        select file.Violation(call, "a test that sleeps is slow or wrong: move a fake clock");

    private static bool IsSleep(InvocationExpressionSyntax call) => call.Expression.ToString() switch
    {
        "Thread.Sleep" => true,
        "Task.Delay" => !call.ArgumentList.Arguments.Any(argument => IsClock(argument.ToString())),
        _ => false,
    };

    private static bool IsClock(string argument) =>
        argument.Contains("time", StringComparison.OrdinalIgnoreCase)
            && !argument.Contains("TimeSpan", StringComparison.Ordinal)
        || argument.Contains("clock", StringComparison.OrdinalIgnoreCase);
}
