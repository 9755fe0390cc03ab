using System.Diagnostics;
using Ballast.Repo.Tests.Sources;

namespace Ballast.Repo.Tests;

/// <summary>
/// Blanks and line breaks as <c>.editorconfig</c> has them, judged by the formatter itself. It reads the files as a
/// folder: that takes seconds, where loading every project takes a minute. The style of the code is judged by the
/// analyzers of the build.
/// </summary>
public sealed class FormattingTests
{
    private const int LimitMs = 240_000;

    [Fact]
    public void Every_source_file_is_formatted()
    {
        (int code, string said) = Format(Repository.Root);

        code.ShouldBe(0, $"run: dotnet format whitespace . --folder --exclude artifacts/\n{said}");
    }

    [Fact]
    public void A_file_that_is_not_formatted_is_noticed()
    {
        string folder = Directory.CreateTempSubdirectory("ballast-format-").FullName;
        try
        {
            File.Copy(Path.Combine(Repository.Root, ".editorconfig"), Path.Combine(folder, ".editorconfig"));
            File.WriteAllText(Path.Combine(folder, "Broken.cs"), "internal sealed class  Broken {}\n");

            Format(folder).Code.ShouldNotBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int Code, string Said) Format(string folder)
    {
        ProcessStartInfo start = new(
            "dotnet", ["format", "whitespace", ".", "--folder", "--verify-no-changes", "--exclude", "artifacts/"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process format = Process.Start(start)!;
        Task<string> errors = format.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = format.StandardOutput.ReadToEnd();
        if (!format.WaitForExit(LimitMs))
        {
            format.Kill(entireProcessTree: true);
            return (-1, $"still running after {LimitMs} ms");
        }

        return (format.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
