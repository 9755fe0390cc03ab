using System.Diagnostics;
using Ballast.Repo.Tests.Sources;
using Markdig;
using Markdig.Syntax;

namespace Ballast.Repo.Tests;

/// <summary>
/// Fenced blocks tagged <c>sh run</c> are commands that a reader will copy: each page's blocks run in order, in an
/// empty folder that
/// holds the samples, with a home of its own. Blocks tagged <c>sh run long</c> are only parsed.
/// </summary>
public sealed class DocumentedCommandTests
{
    private const int LimitMs = 120_000;

    public static TheoryData<string> Pages =>
        [.. MarkdownFiles().Where(file => Blocks(file.Text, "run").Any()).Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_works_as_written(string path)
    {
        string script = string.Join('\n', Blocks(Repository.Files.Find(path)!.Text, "run"));

        (int code, string said) = Bash(script, "-eu");

        code.ShouldBe(0, $"{path}:\n{script}\n{said}");
    }

    [Fact]
    public void Every_long_command_of_the_documentation_parses()
    {
        string script = string.Join('\n', MarkdownFiles().SelectMany(file => Blocks(file.Text, "run long")));

        Bash(script, "-n").Code.ShouldBe(0, script);
    }

    [Fact]
    public void A_command_that_fails_is_noticed() => Bash("./ballast no-such-command", "-eu").Code.ShouldNotBe(0);

    [Fact]
    public void A_command_that_does_not_parse_is_noticed() => Bash("if then", "-n").Code.ShouldNotBe(0);

    private static IEnumerable<SourceFile> MarkdownFiles() =>
        Repository.Files.Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

    private static IEnumerable<string> Blocks(string markdown, string tag) =>
        Markdown.Parse(markdown).Descendants<FencedCodeBlock>()
            .Where(block => block.Info == "sh" && (block.Arguments ?? "").Trim() == tag)
            .Select(block => block.Lines.ToString());

    private static (int Code, string Said) Bash(string script, string option)
    {
        string folder = Directory.CreateTempSubdirectory("ballast-docs-").FullName;
        try
        {
            Furnish(folder);
            ProcessStartInfo start = new("bash", [option, "-c", "chmod +x ballast\n" + script])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["HOME"] = folder;
            start.Environment["XDG_DATA_HOME"] = Path.Combine(folder, "data-home");
            using Process bash = Process.Start(start)!;
            bash.StandardInput.Close();
            Task<string> errors = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = bash.StandardOutput.ReadToEnd();
            if (!bash.WaitForExit(LimitMs))
            {
                bash.Kill(entireProcessTree: true);
                return (-1, $"still running after {LimitMs} ms\n{output}");
            }

            return (bash.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The program under test is the one this project was built with; the samples are copies, so that a page may write
    // to them.
    private static void Furnish(string folder)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ballast.dll");
        string shim = Path.Combine(folder, "ballast");
        File.WriteAllText(shim, $"#!/bin/sh\nexec dotnet \"{program}\" \"$@\"\n");
        foreach (string path in Repository.ListPaths().Where(
            path => path.StartsWith("samples/", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.Locate(path), copy);
        }
    }
}
