using System.Text.Json.Nodes;

namespace Ballast.Core.Policies.Format;

/// <summary>
/// A kind of value in the policy file: how it is read, written and described. One description, so that they cannot
/// disagree.
/// </summary>
internal abstract class Kind<T>
{
    /// <summary>What is allowed, for people.</summary>
    public abstract string Allowed { get; }

    /// <summary>Reads a value, or reports why it cannot be one.</summary>
    public abstract bool TryRead(Spot spot, out T value);

    /// <summary>Writes a value so that <see cref="TryRead"/> gives it back.</summary>
    public abstract JsonNode Write(T value, Notation notation);

    /// <summary>The JSON Schema of such values; a new object at every call.</summary>
    public abstract JsonObject Schema();

    /// <summary>
    /// The fields inside such a value, in the order of the documentation; none where it is a single value.
    /// </summary>
    public virtual IEnumerable<FieldLine> Inside(string path) => [];
}

/// <summary>How decimals are written.</summary>
internal enum Notation
{
    /// <summary>As text, every one of them: what is hashed.</summary>
    Canonical = 0,

    /// <summary>Amounts as text, fractions and measures as numbers: what people and agents get.</summary>
    Readable = 1,
}
