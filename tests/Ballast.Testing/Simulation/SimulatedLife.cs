namespace Ballast.Testing.Simulation;

/// <summary>
/// One life of the process under test. Every durable or visible step counts; at the chosen one the process dies, and
/// nothing that it awaits ever completes.
/// </summary>
public sealed class SimulatedLife
{
    private readonly int crashAt;

    /// <summary>A life that ends at the given step; <see cref="int.MaxValue"/> for one that does not.</summary>
    public SimulatedLife(int crashAt) => this.crashAt = crashAt;

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the process has died.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Takes a step.</summary>
    /// <returns>Whether the process is still alive.</returns>
    public bool Step()
    {
        Steps++;
        IsDead |= Steps >= crashAt;
        return !IsDead;
    }

    /// <summary>What a dead process gets to see of a call: nothing.</summary>
    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}
