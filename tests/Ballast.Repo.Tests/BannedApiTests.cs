using System.Collections.Immutable;
using System.Reflection;
using Ballast.Repo.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ballast.Repo.Tests;

/// <summary>Asks the analyzer that reads the banned lists about one line of code under each project's own
/// list.</summary>
public sealed class BannedApiTests
{
    [Theory]
    [InlineData("Ballast.Numerics", "object x = System.Decimal.One;")]
    [InlineData("Ballast.Numerics", "object x = System.Diagnostics.Stopwatch.StartNew();")]
    [InlineData("Ballast.Numerics", "object x = System.IO.File.ReadAllText(string.Empty);")]
    [InlineData("Ballast.Core", "object x = System.DateTime.UtcNow;")]
    [InlineData("Ballast.Core", "object x = System.TimeProvider.System;")]
    [InlineData("Ballast.Core", "object x = System.Guid.NewGuid();")]
    [InlineData("Ballast.Core", "object x = new System.Random();")]
    [InlineData("Ballast.Core", "object x = System.Random.Shared;")]
    [InlineData("Ballast.Core", "object x = System.Threading.Tasks.Task.CompletedTask;")]
    [InlineData("Ballast.Core", "object x = System.Environment.MachineName;")]
    [InlineData("Ballast.Core", "object x = System.Math.Round(1.5m);")]
    [InlineData("Ballast.Core", "object x = decimal.Round(1.5m, 1);")]
    [InlineData("Ballast.Engine", "object x = System.TimeProvider.System;")]
    [InlineData("Ballast.Engine", "object x = new System.Net.Http.HttpClient();")]
    [InlineData("Ballast.Engine", "object x = System.Threading.Tasks.Task.Delay(5);")]
    [InlineData("Ballast.PaperExchange", "object x = System.DateTimeOffset.UtcNow;")]
    [InlineData("Ballast.Adapters", "object x = System.TimeProvider.System;")]
    [InlineData("Ballast.Server", "object x = System.DateTime.Now;")]
    [InlineData("Ballast.Cli", "object x = System.DateTime.Now;")]
    public async Task The_list_of_a_project_refuses_a_line(string project, string line) =>
        (await AskAsync(project, line)).ShouldContain("RS0030");

    [Theory]
    [InlineData("Ballast.Numerics", "double x = System.Math.Sqrt(2d); object y = x;")]
    [InlineData("Ballast.Core", "object x = new System.Random(7);")]
    [InlineData("Ballast.Core", "object x = decimal.Truncate(1.5m);")]
    [InlineData("Ballast.Engine", "object x = System.Threading.Tasks.Task.CompletedTask;")]
    public async Task The_list_of_a_project_lets_an_honest_line_pass(string project, string line) =>
        (await AskAsync(project, line)).ShouldBeEmpty();

    private static async Task<IEnumerable<string>> AskAsync(string project, string line)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Line",
            [CSharpSyntaxTree.ParseText($"class C {{ void M() {{ {line} }} }}")],
            trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        AdditionalText list = new BannedList(Repository.Locate($"src/{project}/BannedSymbols.txt"));
        CompilationWithAnalyzers asked = compilation.WithAnalyzers(Analyzers(), new AnalyzerOptions([list]));
        ImmutableArray<Diagnostic> found =
            await asked.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return found.Select(diagnostic => diagnostic.Id);
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "analyzers"), "*CSharp*.dll")
            .SelectMany(path => Assembly.LoadFrom(path).GetTypes())
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Where(type => type.Name.Contains("SymbolIsBanned", StringComparison.Ordinal))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    private sealed class BannedList(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken) =>
            SourceText.From(File.ReadAllText(path));
    }
}
