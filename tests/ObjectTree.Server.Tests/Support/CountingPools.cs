using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ObjectTree.Server.Tests.Support;

/// <summary>Memory for Kestrel and what lies below it, counted.</summary>
internal sealed class CountingPools : IMemoryPoolFactory<byte>
{
    private int _held;

    /// <summary>How many blocks somebody has.</summary>
    public int Held => Volatile.Read(ref _held);

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new CountingPool(this);

    private sealed class CountingPool(CountingPools pools) : MemoryPool<byte>
    {
        private const int Size = 4_096;

        public override int MaxBufferSize => Size;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(pools);

        protected override void Dispose(bool disposing)
        {
        }

        private sealed class Block : IMemoryOwner<byte>
        {
            private readonly CountingPools _pools;

            public Block(CountingPools pools)
            {
                _pools = pools;
                Interlocked.Increment(ref pools._held);
            }

            public Memory<byte> Memory { get; } = new byte[Size];

            public void Dispose() => Interlocked.Decrement(ref _pools._held);
        }
    }
}
