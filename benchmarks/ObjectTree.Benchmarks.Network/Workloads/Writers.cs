using ObjectTree.Benchmarks.Network.Load;
using ObjectTree.Benchmarks.Peers;

namespace ObjectTree.Benchmarks.Network.Workloads;

/// <summary>The first of a crowd write, each its next value when it was told its last. Values are unique, so each knows its own.</summary>
internal sealed class Writers : IValueListener
{
    private const uint MostWriters = 64;

    private readonly Crowd _crowd;
    private readonly uint[] _values;
    private readonly uint[] _sent;
    private readonly bool[] _isWaiting;
    private bool _writesAgain;

    public Writers(Crowd crowd, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, MostWriters);
        _crowd = crowd;
        (_values, _sent, _isWaiting) = (new uint[count], new uint[count], new bool[count]);
        for (var i = 0; i < count; i++)
        {
            _values[i] = (uint)i;
            crowd.Clients[i].Listener = this;
        }
    }

    /// <summary>From each write to its being told.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>Has all write, and go on at once when they were told.</summary>
    public void Begin()
    {
        _writesAgain = true;
        WriteWhereDue();
    }

    /// <summary>Waits for what is under way.</summary>
    public void End()
    {
        _writesAgain = false;
        _crowd.Until(() => !_isWaiting.Contains(true), "every writer was told its last write");
        Clear();
    }

    public void Clear() => Latencies.Clear();

    /// <summary>Has those write that do not wait.</summary>
    public void WriteWhereDue()
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (!_isWaiting[i])
                Write(i);
        }
    }

    public bool OnValue(LoadClient client, double value)
    {
        var writer = client.Number;
        if (!_isWaiting[writer] || (uint)value != _values[writer])
            return true;
        Latencies.Add(Latencies.SinceMark(_sent[writer]));
        _isWaiting[writer] = false;
        if (_writesAgain)
            Write(writer);
        return true;
    }

    private void Write(int writer)
    {
        _values[writer] += MostWriters;
        _sent[writer] = Mark.Now;
        _isWaiting[writer] = true;
        _crowd.Clients[writer].Write(_values[writer]);
    }
}
