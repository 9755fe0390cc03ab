using System.Text.Json.Nodes;

namespace Ballast.Core.Policies.Format;

/// <summary>A named member of a block.</summary>
internal sealed record Field<TOwner>(string Name, string Description)
{
    /// <summary>Whether the file must have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Gives the owner with what the file says, or reports errors and gives it as it was.</summary>
    public required Func<Spot, TOwner, TOwner> Read { get; init; }

    /// <summary>Writes it, or gives <see langword="null"/> where the owner has none.</summary>
    public required Func<TOwner, Notation, JsonNode?> Write { get; init; }

    /// <summary>The JSON Schema of its values.</summary>
    public required Func<JsonObject> Schema { get; init; }

    /// <summary>What its values may be, for people.</summary>
    public required string Allowed { get; init; }

    /// <summary>The fields inside its values.</summary>
    public required Func<string, IEnumerable<FieldLine>> Inside { get; init; }

    /// <summary>Its line in the reference, and those of the fields inside it.</summary>
    /// <param name="path">Of the block it is in; empty for the file.</param>
    /// <param name="blank">The block before any field is read.</param>
    public IEnumerable<FieldLine> Lines(string path, TOwner blank)
    {
        string own = path.Length == 0 ? Name : $"{path}.{Name}";
        FieldLine[] inside = [.. Inside(own)];
        string written = IsRequired || inside.Length > 0
            ? ""
            : Write(blank, Notation.Readable)?.ToJsonString() ?? "";
        FieldLine line = new()
        {
            Path = own,
            Allowed = Allowed,
            Default = written,
            IsRequired = IsRequired,
            Description = Description,
        };
        return [line, .. inside];
    }

    /// <summary>The same field, which the file must have.</summary>
    public Field<TOwner> Required() => this with { IsRequired = true };
}

/// <summary>A kind bound to a member of its owner.</summary>
internal sealed record Binding<TOwner, T>(Kind<T> Kind, Func<TOwner, T, TOwner> With)
{
    /// <summary>A field that every owner has.</summary>
    public Field<TOwner> Always(string name, string description, Func<TOwner, T> get) => new(name, description)
    {
        Read = Read,
        Write = (owner, notation) => Kind.Write(get(owner), notation),
        Schema = Kind.Schema,
        Allowed = Kind.Allowed,
        Inside = Kind.Inside,
    };

    /// <summary>A field that an owner may lack.</summary>
    public Field<TOwner> Sometimes(string name, string description, Func<TOwner, T[]> get) => new(name, description)
    {
        Read = Read,
        Write = (owner, notation) => get(owner) is [T value] ? Kind.Write(value, notation) : null,
        Schema = Kind.Schema,
        Allowed = Kind.Allowed,
        Inside = Kind.Inside,
    };

    private TOwner Read(Spot spot, TOwner owner) => Kind.TryRead(spot, out T value) ? With(owner, value) : owner;
}
