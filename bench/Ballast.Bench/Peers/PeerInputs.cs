using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;

namespace Ballast.Bench.Peers;

/// <summary>Arrays of doubles in a folder, raw and little-endian, one file each.</summary>
internal sealed class PeerInputs(string folder)
{
    public double[] Read(string name) =>
        MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, name + ".f64"))).ToArray();

    public Matrix Square(string name)
    {
        double[] values = Read(name);
        int rows = (int)Math.Round(Math.Sqrt(values.Length));
        return Matrix.Of(rows, rows, values);
    }

    public void Write(string name, ReadOnlySpan<double> values) =>
        File.WriteAllBytes(Path.Combine(folder, name + ".f64"), MemoryMarshal.AsBytes(values).ToArray());
}
