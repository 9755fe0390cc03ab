using Ballast.Cli.Frame;
using Ballast.Core.Policies;

namespace Ballast.Cli.Commands;

/// <summary>Policy files for commands that need a valid one.</summary>
internal static class PolicyFile
{
    /// <summary>Reads the policy that a command was given.</summary>
    /// <param name="path">The file, or <see langword="null"/> for the shipped default.</param>
    /// <param name="surroundings">Where standard input comes from.</param>
    public static PolicyFileReading Read(string? path, Surroundings surroundings)
    {
        if (path is null)
        {
            return new PolicyFileReading.Valid(DefaultPolicy.Policy, DefaultPolicy.Hash);
        }

        return FileInput.Read(path, PolicyReader.LargestFileBytes, surroundings) switch
        {
            FileReading.Failed unreadable => new PolicyFileReading.Unusable(unreadable.Cause, unreadable.WayOut),
            FileReading.Read file => Interpret(path, PolicyReader.Read(file.Content)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static PolicyFileReading Interpret(string path, PolicyReading reading) => reading switch
    {
        PolicyReading.Read read => new PolicyFileReading.Valid(read.Policy, read.Hash),
        PolicyReading.Refused refused => new PolicyFileReading.Unusable(
            $"{path} is not a policy: {refused.Errors[0]}",
            refused.Errors.Length == 1
                ? "mend it and try again"
                : $"'ballast policy check {path}' shows all {refused.Errors.Length} errors"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The answer to reading a policy file. Closed: <see cref="Valid"/> or <see cref="Unusable"/>.</summary>
internal abstract record PolicyFileReading
{
    /// <summary>A policy and its hash.</summary>
    public sealed record Valid(Policy Policy, string Hash) : PolicyFileReading;

    /// <summary>Why there is none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : PolicyFileReading;
}
